namespace Escalation.Auditing;

/// <summary>A key that seals one person's fields.</summary>
/// <param name="KeyId">Its id, random, so that it says nothing of the person.</param>
/// <param name="Secret">32 bytes.</param>
public sealed record SubjectKey(string KeyId, ReadOnlyMemory<byte> Secret)
{
    /// <summary>The bytes of a secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>The id alone: a secret has no place in a message or a log.</summary>
    public override string ToString() => KeyId;
}
