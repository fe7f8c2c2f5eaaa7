using System.Security.Cryptography;
using System.Text;
using Escalation.Auditing;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>Reads signed checkpoints and the keys that verify them.</summary>
internal static class CheckpointFiles
{
    private const int MostKeyBytes = 65_536;

    internal static IReadOnlyList<SignedCheckpoint> Read(string path) => InputSource.Guarded(path, () =>
    {
        try
        {
            IReadOnlyList<SignedCheckpoint> checkpoints = FileCheckpointSink.Read(path);
            return checkpoints.Count > 0 ? checkpoints : throw new ToolException($"{path}: holds no checkpoint");
        }
        catch (FormatException exception)
        {
            throw new ToolException($"{path}: {ErrorText.MessageOf(exception)}", exception);
        }
    });

    /// <summary>Reads keys given as ID=FILE: a public key in PEM verifies ECDSA signatures, anything else is the secret of an HMAC, byte for byte.</summary>
    internal static CheckpointKeyring Keys(IReadOnlyList<string> given)
    {
        try
        {
            return new CheckpointKeyring([.. given.Select(Key)]);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"--key: {ErrorText.MessageOf(exception)}", exception);
        }
    }

    private static ICheckpointVerifier Key(string given)
    {
        int equals = given.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == given.Length - 1)
        {
            throw new ToolException($"--key must be ID=FILE, but was {ErrorText.Quote(given)}");
        }

        string id = given[..equals];
        string path = given[(equals + 1)..];
        byte[] bytes = InputSource.Guarded(path, () => new FileInfo(path).Length <= MostKeyBytes ? File.ReadAllBytes(path) : throw new ToolException($"{path}: is too large for a key"));
        try
        {
            return bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? PublicKey(id, path, bytes) : new HmacCheckpointKey(id, bytes);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{path}: {ErrorText.MessageOf(exception)}", exception);
        }
    }

    private static EcdsaCheckpointKey PublicKey(string id, string path, byte[] pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Encoding.UTF8.GetString(pem));
            return new EcdsaCheckpointKey(id, key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ToolException($"{path}: not a key for ECDSA in PEM", exception);
        }
    }
}
