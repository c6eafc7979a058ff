"""How pages look: GOV.UK Frontend in a generic dress, as templates, form fields and tags."""
