"""Programs evaluated in balls, and compared with what the kernel makes of the same terms."""
