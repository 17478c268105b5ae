"""Where events go besides: a larger database, another service. All through one protocol, and none that anybody waits for."""
