using System.Numerics;

namespace Escalation.Statistics.Sorting;

/// <summary>One flag for each score, such as whether an answer was wrong, in whichever type a room has it. The room says in its own words what is wrong with its data.</summary>
internal interface IFlagColumn
{
    /// <summary>Throws unless there is one flag for each score.</summary>
    void RequireLength(int scores);

    /// <summary>Sets flags that are clear to 1 where there is one.</summary>
    /// <param name="at">Where the block begins.</param>
    /// <param name="flags">The flags of the block, all 0.</param>
    /// <returns>Whether every value of the block is a flag; what was set is meaningless when not.</returns>
    bool TrySet(int at, scoped Span<int> flags);

    /// <summary>Throws for the first score that is not finite or, when all are, for the first value that is no flag.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="from">The index before which everything is known to be sound; the block that begins there has a fault.</param>
    void Throw<T>(ReadOnlySpan<T> scores, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
