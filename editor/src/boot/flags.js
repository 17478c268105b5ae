// Before anything of the editor is loaded: its media library speaks REST, not WordPress's admin scripts.
window.__experimentalDataViewsMediaModal = true;
