namespace Escalation.Probes.Kernels;

/// <summary>The order in which a float score is summed; the remarks of <see cref="LinearProbe"/> are its public description.</summary>
/// <remarks>
/// Four segments of whole blocks: a kernel for one row runs them side by side and so has four times as many chains of dependent operations in flight,
/// while kernels for several rows or probes run them one after the other and need one accumulator for each pair of row and probe. The bits are the same.
/// </remarks>
internal static class ScoreOrder
{
    /// <summary>The number of lanes of an accumulator, and of elements in a block.</summary>
    internal const int Lanes = 16;

    /// <summary>The number of segments that a row is cut into.</summary>
    internal const int Segments = 4;

    /// <summary>The number of blocks in a row, the last one perhaps padded.</summary>
    internal static int Blocks(int length) => (int)(((uint)length + Lanes - 1) / Lanes);

    /// <summary>The number of blocks in each segment but the last ones. Odd, so that a row's segments do not start in the same set of a cache.</summary>
    internal static int BlocksPerSegment(int length) => ((Blocks(length) + Segments - 1) / Segments) | 1;
}
