"""WordPress's block editor as a page of the newsroom. The editor itself is a package of its own, `wirepress-editor`."""
