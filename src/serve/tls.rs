//! A certificate of one's own: the room is then reached over HTTPS.

use std::{fmt, sync::Arc};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

/// A certificate and its key, as they are presented to browsers.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

impl Tls {
    /// A certificate with those that lead to its root, and its key: both as PEM.
    ///
    /// # Errors
    /// In words, if one of them is none, or they do not belong together.
    pub fn of(certificate: &[u8], key: &[u8]) -> Result<Self, String> {
        let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|why| format!("the certificate cannot be read: {why}"))?;
        if chain.is_empty() {
            return Err("the file of the certificate holds none; it must be PEM".to_owned());
        }
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|why| format!("the key cannot be read: {why}"))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|it| it.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|why| format!("the certificate and the key cannot be used: {why}"))?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// What turns a connection into an encrypted one.
    pub(super) fn acceptor(&self) -> &TlsAcceptor {
        &self.0
    }
}
