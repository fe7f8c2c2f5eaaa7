namespace Escalation.Triggers.Loops;

/// <summary>Hashes a message so that white space and case do not make it another one. Linear; allocates nothing.</summary>
internal static class MessageText
{
    private const int Chunk = 512;

    internal static ulong Hash(ReadOnlySpan<char> message)
    {
        var hash = new HashBuffer(stackalloc char[Chunk]);
        bool blank = false;
        foreach (char c in message.Trim())
        {
            if (char.IsWhiteSpace(c))
            {
                blank = true;
                continue;
            }

            if (blank)
            {
                hash.Add(' ');
                blank = false;
            }

            hash.Add(char.ToUpperInvariant(c));
        }

        return hash.ToHash();
    }
}
