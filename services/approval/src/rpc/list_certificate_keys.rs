//! Pinned keys, by fingerprint.

use std::sync::Arc;

use proto::approval::v1::{ListCertificateKeysRequest, ListCertificateKeysResponse};
use shell::{Caller, Error, Page};

use crate::App;

pub(super) async fn list_certificate_keys(
    app: Arc<App>,
    caller: Caller,
    request: ListCertificateKeysRequest,
) -> Result<ListCertificateKeysResponse, Error> {
    let page = Page::<String>::parse(request.page_size, &request.page_token, b"keys")?;
    let after = page.after.as_deref().map(str::parse).transpose()?;
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let keys = reference::store::list_keys(&mut tx, after.as_ref(), page.limit()).await?;
    let (keys, next_page_token) = page.cut(keys, |key| key.fingerprint.to_string());
    Ok(ListCertificateKeysResponse { keys: keys.into_iter().map(Into::into).collect(), next_page_token })
}
