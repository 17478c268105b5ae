<?php
// What plugins would bring: a type with a route of its own, a taxonomy, meta that the API shows.
add_action('init', function () {
    register_post_type('tide', [
        'label' => 'Tides', 'public' => true, 'show_in_rest' => true, 'rest_base' => 'tide-tables',
        'has_archive' => true, 'rewrite' => ['slug' => 'tides'],
        'supports' => ['title', 'editor', 'author', 'custom-fields', 'thumbnail', 'excerpt'],
    ]);
    register_taxonomy('harbour', ['post', 'tide'], [
        'label' => 'Harbours', 'public' => true, 'hierarchical' => true, 'show_in_rest' => true, 'rest_base' => 'harbours',
    ]);
    register_post_meta('', 'depth', ['type' => 'number', 'single' => true, 'show_in_rest' => true]);
    register_post_meta('post', 'buoys', [
        'type' => 'string', 'single' => false, 'show_in_rest' => true,
    ]);
    register_term_meta('category', 'colour', ['type' => 'string', 'single' => true, 'show_in_rest' => true]);
});
