<?php
// A classic theme with a place for a menu and one for widgets.
add_action('after_setup_theme', function () {
    add_theme_support('post-thumbnails');
    add_theme_support('title-tag');
    add_theme_support('post-formats', ['aside', 'quote', 'gallery']);
    add_theme_support('block-templates');
    register_nav_menus(['primary' => 'Head', 'footer' => 'Foot']);
});
add_action('widgets_init', function () {
    register_sidebar(['name' => 'Side', 'id' => 'side']);
});
