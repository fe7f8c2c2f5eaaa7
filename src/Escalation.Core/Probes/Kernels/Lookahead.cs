namespace Escalation.Probes.Kernels;

/// <summary>What a tile asks for while it computes: so many bytes of two rows with each block, so that the requests of all tiles together keep the memory evenly busy.</summary>
/// <param name="start">Where it begins in the first row.</param>
/// <param name="rowStep">The number of bytes from the first row to the second.</param>
/// <param name="bytesPerBlock">How far it moves with each block.</param>
internal readonly unsafe struct Lookahead(byte* start, nint rowStep, int bytesPerBlock)
{
    /// <summary>Where it begins in the first row.</summary>
    internal byte* Start { get; } = start;

    /// <summary>The number of bytes from the first row to the second.</summary>
    internal nint RowStep { get; } = rowStep;

    /// <summary>How far it moves with each block.</summary>
    internal int BytesPerBlock { get; } = bytesPerBlock;
}
