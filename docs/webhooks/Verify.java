import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies a webhook of the platform (Standard Webhooks). Needs Java 11 or later, no libraries.
 *
 * <pre>WEBHOOK_SECRET=whsec_... java Verify.java ID TIMESTAMP SIGNATURE &lt; body</pre>
 *
 * ends with 0 if the message is ours. In a receiver, call {@link #verify} with the body's bytes as they came, before
 * anything parses them, and answer 2xx only after the message is stored. A message may come more than once: its id stays
 * the same.
 */
public final class Verify {
    private static final long TOLERANCE_SECONDS = 5 * 60;
    private static final String PREFIX = "whsec_";

    private Verify() {}

    /**
     * Throws unless the body was signed with the secret within the last five minutes. The other arguments are the headers
     * webhook-id, webhook-timestamp and webhook-signature.
     */
    public static void verify(String secret, String id, String timestamp, String signatures, byte[] body, Instant now)
            throws GeneralSecurityException {
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw new GeneralSecurityException("webhook-timestamp is not a number of seconds");
        }
        if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            throw new GeneralSecurityException("webhook-timestamp is more than five minutes away");
        }
        String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(encoded), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = Base64.getEncoder().encode(mac.doFinal(body));
        // While the secret is changed there are two signatures: one that fits is enough.
        for (String signature : signatures.split(" ")) {
            String[] parts = signature.split(",", 2);
            boolean known = parts.length == 2 && parts[0].equals("v1");
            // Takes as long whatever differs.
            if (known && MessageDigest.isEqual(parts[1].getBytes(StandardCharsets.UTF_8), expected)) {
                return;
            }
        }
        throw new GeneralSecurityException("no signature fits");
    }

    public static void main(String[] args) throws IOException {
        byte[] body = System.in.readAllBytes();
        try {
            verify(System.getenv("WEBHOOK_SECRET"), args[0], args[1], args[2], body, Instant.now());
        } catch (GeneralSecurityException refused) {
            System.err.println("refused: " + refused.getMessage());
            System.exit(1);
        }
    }
}
