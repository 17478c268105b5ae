<?php
// Fills a new site with one of everything that its API can tell of. Prints the ids that tests ask for, as JSON.
require getenv('WP_FOLDER') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/media.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
wp_set_current_user(1);
$home = home_url();
$found = [];

foreach (['blogdescription' => 'News from the water', 'timezone_string' => 'Europe/Oslo', 'date_format' => 'j. F Y',
    'time_format' => 'H.i', 'start_of_week' => 1, 'posts_per_page' => 7, 'default_comment_status' => 'open'] as $name => $value) {
    update_option($name, $value);
}
$found['nora'] = wp_insert_user(['user_login' => 'nora', 'user_email' => 'nora@quay.example', 'user_pass' => 'nora at the quay',
    'display_name' => 'Nora Quay', 'first_name' => 'Nora', 'last_name' => 'Quay', 'nickname' => 'Norri', 'role' => 'editor', 'user_url' => 'https://nora.example/',
    'description' => 'Watches the ferry.']);
$found['olav'] = wp_insert_user(['user_login' => 'olav', 'user_email' => 'olav@quay.example', 'user_pass' => 'olav at the quay',
    'display_name' => 'Olav Tide', 'role' => 'author']);
wp_insert_user(['user_login' => 'reader', 'user_email' => 'reader@quay.example', 'user_pass' => 'a reader', 'role' => 'subscriber']);

$found['water'] = wp_insert_term('Water', 'category', ['description' => 'All that is <em>wet</em>.'])['term_id'];
$found['deep'] = wp_insert_term('Deep water', 'category', ['parent' => $found['water']])['term_id'];
update_term_meta($found['water'], 'colour', 'blue');
$found['fog'] = wp_insert_term('Fog & rain', 'post_tag')['term_id'];
$found['north'] = wp_insert_term('North pier', 'harbour')['term_id'];

$canvas = imagecreatetruecolor(800, 600);
imagefilledrectangle($canvas, 0, 0, 799, 599, imagecolorallocate($canvas, 20, 90, 160));
ob_start();
imagejpeg($canvas);
$upload = wp_upload_bits('quay.jpg', null, ob_get_clean());
$found['picture'] = wp_insert_attachment(['post_title' => 'The quay', 'post_mime_type' => 'image/jpeg', 'post_excerpt' => 'At noon.',
    'post_content' => 'A long view.', 'guid' => $upload['url'], 'post_author' => $found['nora']], $upload['file']);
wp_update_attachment_metadata($found['picture'], wp_generate_attachment_metadata($found['picture'], $upload['file']));
update_post_meta($found['picture'], '_wp_attachment_image_alt', 'A quay of stone');
$large = wp_get_attachment_image_url($found['picture'], 'medium');

function story(string $title, array $more = []): int {
    static $day = 1;
    $date = sprintf('2024-03-%02d 09:30:00', $day++);
    return wp_insert_post(wp_slash($more + ['post_title' => $title, 'post_status' => 'publish', 'post_author' => $GLOBALS['found']['nora'],
        'post_date' => $date, 'post_content' => "<!-- wp:paragraph -->\n<p>$title, told in full.</p>\n<!-- /wp:paragraph -->"]), true);
}

$found['lead'] = story('Ferry late “again” & again', [
    'post_content' => "<!-- wp:paragraph -->\n<p>It's late -- see <a href=\"$home/about/\">us</a> \\ and <a href=\"https://other.example/x\">them</a>.</p>\n<!-- /wp:paragraph -->\n\n"
        . "<!-- wp:image {\"id\":{$found['picture']},\"sizeSlug\":\"medium\"} -->\n<figure class=\"wp-block-image size-medium\"><img src=\"$large\" alt=\"A quay\" class=\"wp-image-{$found['picture']}\"/></figure>\n<!-- /wp:image -->",
    'post_excerpt' => 'Late.', 'post_category' => [$found['water'], $found['deep']],
    'tags_input' => ['Fog & rain'], 'meta_input' => ['depth' => 4.5, '_hidden' => 'not told'],
]);
wp_set_object_terms($found['lead'], [$found['north']], 'harbour');
set_post_thumbnail($found['lead'], $found['picture']);
add_post_meta($found['lead'], 'buoys', 'red');
add_post_meta($found['lead'], 'buoys', 'green');
$found['shortcode'] = story('Pictures of the week', ['post_content' => "Before.\n\n[gallery ids=\"{$found['picture']}\"]\n\nAfter."]);
$found['aside'] = story('A short word', ['post_content' => 'Only this.', 'post_author' => $found['olav']]);
set_post_format($found['aside'], 'aside');
$found['sticky'] = story('Read this first');
stick_post($found['sticky']);
$found['locked'] = story('For members', ['post_password' => 'open sesame']);
$found['draft'] = story('Not yet', ['post_status' => 'draft']);
$found['pending'] = story('For the chief', ['post_status' => 'pending', 'post_author' => $found['olav']]);
$found['private'] = story('Among us', ['post_status' => 'private']);
$found['future'] = story('Next century', ['post_status' => 'future', 'post_date' => '2099-01-02 10:00:00']);
$found['trash'] = story('Thrown away');
wp_trash_post($found['trash']);
$found['page'] = story('About', ['post_type' => 'page']);
$found['child'] = story('Who we are', ['post_type' => 'page', 'post_parent' => $found['page'], 'menu_order' => 2]);
$found['front'] = story('Front', ['post_type' => 'page']);
$found['tide'] = story('Spring tide', ['post_type' => 'tide', 'meta_input' => ['depth' => 7]]);
wp_set_object_terms($found['tide'], [$found['north']], 'harbour');
$found['block'] = story('A note to all', ['post_type' => 'wp_block']);
$found['navigation'] = story('Head line', ['post_type' => 'wp_navigation',
    'post_content' => "<!-- wp:navigation-link {\"label\":\"Home\",\"url\":\"$home/\"} /-->"]);
$found['template'] = story('Single', ['post_type' => 'wp_template', 'post_name' => 'single']);
wp_set_object_terms($found['template'], 'quay', 'wp_theme');
update_option('show_on_front', 'page');
update_option('page_on_front', $found['front']);
wp_update_post(['ID' => $found['lead'], 'post_excerpt' => 'Late once more.']); // a revision

function remark(int $post, string $text, array $more = []): int {
    return wp_insert_comment($more + ['comment_post_ID' => $post, 'comment_content' => $text, 'comment_author' => 'Pia',
        'comment_author_email' => 'pia@reader.example', 'comment_author_url' => 'https://pia.example/', 'comment_author_IP' => '192.0.2.7',
        'comment_agent' => 'Browser/1', 'comment_approved' => 1, 'comment_date' => '2024-04-01 12:00:00']);
}
$found['comment'] = remark($found['lead'], "It's <em>always</em> late.");
$found['reply'] = remark($found['lead'], 'We know.', ['comment_parent' => $found['comment'], 'user_id' => $found['nora'], 'comment_author' => 'Nora Quay']);
$found['held'] = remark($found['lead'], 'Wait for me.', ['comment_approved' => 0]);
$found['spam'] = remark($found['lead'], 'Buy buoys.', ['comment_approved' => 'spam']);

$menu = $found['menu'] = wp_create_nav_menu('Main');
$found['item'] = wp_update_nav_menu_item($menu, 0, ['menu-item-title' => 'Home', 'menu-item-url' => "$home/", 'menu-item-status' => 'publish']);
$found['pageitem'] = wp_update_nav_menu_item($menu, 0, ['menu-item-object' => 'page', 'menu-item-object-id' => $found['page'],
    'menu-item-type' => 'post_type', 'menu-item-status' => 'publish', 'menu-item-classes' => 'big bold', 'menu-item-target' => '_blank']);
$found['termitem'] = wp_update_nav_menu_item($menu, 0, ['menu-item-object' => 'category', 'menu-item-object-id' => $found['water'],
    'menu-item-type' => 'taxonomy', 'menu-item-status' => 'publish', 'menu-item-parent-id' => $found['pageitem']]);
set_theme_mod('nav_menu_locations', ['primary' => $menu]);

update_option('widget_block', [2 => ['content' => '<!-- wp:paragraph --><p>At the side.</p><!-- /wp:paragraph -->'], '_multiwidget' => 1]);
update_option('widget_text', [3 => ['title' => 'Words', 'text' => 'Some text.', 'filter' => true, 'visual' => true], '_multiwidget' => 1]);
update_option('sidebars_widgets', ['wp_inactive_widgets' => [], 'side' => ['block-2', 'text-3'], 'array_version' => 3]);
[$found['password']] = WP_Application_Passwords::create_new_application_password($found['olav'], ['name' => 'tests']);
echo json_encode($found);
