"""The wire: stories are gathered from other places, judged, credited and filed. A file is a stage."""
