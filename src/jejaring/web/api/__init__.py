"""The API: everything the site can do, by the same verbs and the same rules, for programs.

A request passes the `door` (language, token, rate, answering the same key the same way), then an endpoint of
`resources`: thin, one module a subject, its shapes beside it in `shapes`. No rule stands here: endpoints ask
the selectors and call the verbs that the pages ask and call.
"""
