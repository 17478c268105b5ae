import { usePanelContent } from './use-panel-content.js';
import { Waiting } from './waiting.jsx';

// Lines that only tell something.
export function FactList( props ) {
	const { content, error } = usePanelContent( props );
	if ( ! content ) {
		return <Waiting error={ error } />;
	}
	return (
		<dl className="wirepress-facts">
			{ content.facts.map( ( { label, text, link }, place ) => (
				<div key={ place }>
					<dt>{ label }</dt>
					<dd>{ link ? <a href={ link }>{ text }</a> : text }</dd>
				</div>
			) ) }
		</dl>
	);
}
