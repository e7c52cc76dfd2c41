"""Published tables as files hold them, one module per format, each made into grids as they are printed."""
