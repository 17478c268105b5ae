<?php
// Makes the tables of a new site, and its administrator "chief"; prints an application password of theirs.
define('WP_INSTALLING', true);
require getenv('WP_FOLDER') . '/wp-load.php';

function wp_new_blog_notification() {} // no mail
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('The Quay', 'chief', 'chief@quay.example', true, '', 'nine herrings');
switch_theme('quay');
update_option('permalink_structure', getenv('WP_PERMALINKS') ?: '');
update_option('uploads_use_yearmonth_folders', 1);
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
[$password] = WP_Application_Passwords::create_new_application_password(1, ['name' => 'tests']);
echo $password;
