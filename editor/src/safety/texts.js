// The story's texts in the editor, and how others are put in their place.
import { parse } from '@wordpress/blocks';
import { store as core } from '@wordpress/core-data';
import { dispatch, select } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';

export function editedTexts() {
	const { getEditedPostAttribute, getEditedPostContent } = select( editor );
	return { title: getEditedPostAttribute( 'title' ) ?? '', content: getEditedPostContent(), excerpt: getEditedPostAttribute( 'excerpt' ) ?? '' };
}

// Into the editor, as if they had been written there: undo brings back what was before.
export function putTexts( { title, content, excerpt } ) {
	dispatch( editor ).editPost( { title, excerpt } );
	dispatch( editor ).resetEditorBlocks( parse( content ) );
}

// The story as a save left it, in the place of what the editor holds.
export function showSaved( post, document ) {
	dispatch( core ).receiveEntityRecords( 'postType', post.type, [ document ], undefined, true );
	dispatch( core ).clearEntityRecordEdits( 'postType', post.type, post.id );
}
