"""The Content-Security-Policy: nothing, and then only what a page of ours needs, from this server only."""

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self'",
    "report-uri": "/policy-reports",
    "script-src": "'self'",
    "style-src": "'self'",
}

# Pages that need more, by the name of their URL, with the reason.
CONTENT_SECURITY_POLICY_ALSO = {
    "mfa_activate_totp": {"img-src": "'self' data:"},  # the square code to scan is written into the page
}
