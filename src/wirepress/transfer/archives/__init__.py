"""Archives and folders that hold a whole site: .wpress, what backup plugins and hosting panels make, or files side by side."""
