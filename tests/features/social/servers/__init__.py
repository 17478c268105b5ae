"""Servers that behave like networks' APIs, in threads of the test's own process: errors, headers, slips and all."""
