namespace Escalation.Statistics.Sorting;

/// <summary>Reads a block of flags as <see cref="IFlagColumn.TrySet"/> does. Safe to call from several threads.</summary>
/// <param name="at">Where the block begins.</param>
/// <param name="flags">The flags of the block, all 0.</param>
/// <returns>Whether every value of the block is a flag.</returns>
internal delegate bool FlagReader(int at, Span<int> flags);
