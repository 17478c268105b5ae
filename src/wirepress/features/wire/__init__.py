"""The wire: stories are fetched from other places, judged, credited and filed. One folder for each stage."""
