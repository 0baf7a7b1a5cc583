"""The reporters' pages: for nobody in particular, without a cookie, all of one size."""
