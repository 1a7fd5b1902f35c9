"""One module a kind of page; each page is a function from a visit to a response, and writes nothing."""
