// The names under which WordPress gives the editor's packages to scripts of plugins.
import apiFetch from '@wordpress/api-fetch';
import * as blockEditor from '@wordpress/block-editor';
import * as blocks from '@wordpress/blocks';
import * as components from '@wordpress/components';
import * as compose from '@wordpress/compose';
import * as coreData from '@wordpress/core-data';
import * as data from '@wordpress/data';
import * as date from '@wordpress/date';
import domReady from '@wordpress/dom-ready';
import * as editPost from '@wordpress/edit-post';
import * as editor from '@wordpress/editor';
import * as element from '@wordpress/element';
import * as hooks from '@wordpress/hooks';
import * as i18n from '@wordpress/i18n';
import * as notices from '@wordpress/notices';
import * as plugins from '@wordpress/plugins';
import * as preferences from '@wordpress/preferences';
import * as richText from '@wordpress/rich-text';
import * as url from '@wordpress/url';
import React from 'react';
import ReactDOM from 'react-dom';

export function exposeGlobals() {
	window.React = React;
	window.ReactDOM = ReactDOM;
	window.wp = {
		...window.wp,
		apiFetch,
		blockEditor,
		blocks,
		components,
		compose,
		coreData,
		data,
		date,
		domReady,
		editPost,
		editor,
		element,
		hooks,
		i18n,
		notices,
		plugins,
		preferences,
		richText,
		url,
	};
}
