// The features' panels beside the story, as the server declares them.
import { PluginDocumentSettingPanel, PluginPrePublishPanel } from '@wordpress/editor';
import { registerPlugin } from '@wordpress/plugins';
import { FactList } from './fact-list.jsx';
import { FormPanel } from './form-panel.jsx';
import { MetaFields } from './meta-fields.jsx';

function Content( { panel, post } ) {
	if ( panel.form ) {
		return <FormPanel panel={ panel } post={ post } />;
	}
	return (
		<>
			{ panel.fields.length > 0 && <MetaFields fields={ panel.fields } /> }
			{ panel.facts && <FactList panel={ panel } post={ post } /> }
		</>
	);
}

export function registerPanels( { panels, post } ) {
	for ( const panel of panels ) {
		const content = <Content panel={ panel } post={ post } />;
		registerPlugin( `wirepress-${ panel.name.replaceAll( '_', '-' ) }`, {
			render: () => (
				<>
					<PluginDocumentSettingPanel name="panel" title={ panel.title } className="wirepress-panel">
						{ content }
					</PluginDocumentSettingPanel>
					{ panel.beforePublish && <PluginPrePublishPanel title={ panel.title }>{ content }</PluginPrePublishPanel> }
				</>
			),
			icon: null,
		} );
		if ( panel.script ) {
			const script = document.createElement( 'script' );
			script.src = panel.script;
			document.head.append( script );
		}
	}
}
