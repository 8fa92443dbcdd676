"""A real time-stamping authority, made with OpenSSL in a folder of its own: RFC 3161 as others speak it."""

import os
import subprocess

CONFIG = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = {name}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[authority]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[tsa]
default_tsa = here
[here]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Answers requests; ``roots`` is what those who trust it hold."""

    def __init__(self, folder, name="Example Time Authority"):
        self.folder = str(folder)
        os.makedirs(self.folder)
        self.config = os.path.join(self.folder, "openssl.cnf")
        with open(self.config, "w") as file:
            file.write(CONFIG.format(folder=self.folder, name=name))
        with open(os.path.join(self.folder, "serial"), "w") as file:
            file.write("01\n")
        self._openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 3650 -extensions root"
        )
        self._openssl("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Stamp")
        self._openssl(
            "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 7 -days 3650 -out tsa.pem"
            " -extfile openssl.cnf -extensions authority"
        )

    @property
    def roots(self):
        with open(os.path.join(self.folder, "root.pem"), "rb") as file:
            return file.read()

    def answer(self, request):
        """The reply (TimeStampResp, DER) to a request (TimeStampReq, DER)."""
        with open(os.path.join(self.folder, "request.tsq"), "wb") as file:
            file.write(request)
        self._openssl("ts -reply -config openssl.cnf -section here -queryfile request.tsq -out reply.tsr")
        with open(os.path.join(self.folder, "reply.tsr"), "rb") as file:
            return file.read()

    def _openssl(self, command):
        words = command.split()
        if words[0] == "req":
            words[1:1] = ["-config", "openssl.cnf"]
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)
