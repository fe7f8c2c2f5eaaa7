namespace Escalation.Auditing;

/// <summary>What is known of a log from outside, compared while the log is walked.</summary>
internal sealed class CheckpointExpectations
{
    private readonly List<(AuditCheckpoint Checkpoint, string? Root)> _expected;
    private int _next;

    internal CheckpointExpectations(AuditCheckpoint? checkpoint)
        : this(checkpoint is null ? [] : [(checkpoint, null)])
    {
    }

    internal CheckpointExpectations(IEnumerable<(AuditCheckpoint Checkpoint, string? Root)> expected) => _expected = [.. expected.OrderBy(one => one.Checkpoint.Count)];

    /// <summary>Whether a checkpoint asks for records that have not come.</summary>
    internal bool AreLeft => _next < _expected.Count;

    /// <summary>Compares what is known at the chain's present length.</summary>
    /// <returns>Whether it is so.</returns>
    internal bool Hold(AuditChain chain)
    {
        for (; _next < _expected.Count && _expected[_next].Checkpoint.Count == chain.Count; _next++)
        {
            (AuditCheckpoint checkpoint, string? root) = _expected[_next];
            if (!string.Equals(checkpoint.LastHash, chain.LastHash, StringComparison.Ordinal) || (root is not null && !string.Equals(root, Convert.ToHexStringLower(chain.Tree.Root()), StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The chain goes on elsewhere: from fewer records, which are compared again, or from more, which were removed or lost.</summary>
    /// <returns>Whether no checkpoint was jumped over.</returns>
    internal bool Move(long count)
    {
        bool jumped = AreLeft && _expected[_next].Checkpoint.Count < count;
        _next = _expected.FindIndex(one => one.Checkpoint.Count >= count);
        _next = _next < 0 ? _expected.Count : _next;
        return !jumped;
    }
}
