"""A nation's program, solved by Jejaring's simplex and by HiGHS; and changed, from the last optimum."""
