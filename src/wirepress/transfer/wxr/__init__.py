"""WordPress's export files (WXR), as WordPress, hosts and converters write them."""
