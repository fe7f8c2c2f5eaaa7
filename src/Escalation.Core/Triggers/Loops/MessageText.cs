namespace Escalation.Triggers.Loops;

/// <summary>Hashes a message so that white space and case do not make it another one. Linear; allocates nothing.</summary>
internal static class MessageText
{
    internal static ulong Hash(ReadOnlySpan<char> message)
    {
        var hash = new HashBuffer(stackalloc char[HashBuffer.Size]);
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
