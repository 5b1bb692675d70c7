// Nothing: a page stops here, and its title is drawn.
