//! Pinned keys, good and revoked, by fingerprint.

use proto::approval::v1::{ListCertificateKeysRequest, ListCertificateKeysResponse};
use shell::{Error, Page, Read, View};

use crate::App;

impl Read<App> for ListCertificateKeysRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<String>::of(&self)?;
        let after = page.after.as_deref().map(str::parse).transpose()?;
        let keys = reference::store::list_keys(view.tx, after.as_ref(), page.limit()).await?;
        let (keys, next_page_token) = page.cut(keys, |key| key.fingerprint.to_string());
        Ok(ListCertificateKeysResponse { keys: keys.into_iter().map(Into::into).collect(), next_page_token })
    }
}
