"""One question a page, drafts on the server, check your answers: the machinery for every form of more than one page."""
