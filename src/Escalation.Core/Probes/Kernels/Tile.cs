namespace Escalation.Probes.Kernels;

/// <summary>A run of whole blocks of four rows, against some probes.</summary>
internal unsafe struct Tile
{
    /// <summary>The floats of the first row.</summary>
    internal float* Values;

    /// <summary>The number of floats from a row to the next.</summary>
    internal nint ValueStep;

    /// <summary>The weights of the first probe.</summary>
    internal float* Weights;

    /// <summary>The number of floats from a probe's weights to the next one's.</summary>
    internal nint WeightStep;

    /// <summary>The sums of the first row: a block of lanes for each probe.</summary>
    internal float* Sums;

    /// <summary>The number of floats from a row's sums to the next one's.</summary>
    internal nint SumStep;

    /// <summary>Whether the sums start here, at +0, rather than with what is stored.</summary>
    internal bool Starts;

    /// <summary>The number of blocks.</summary>
    internal int Blocks;

    /// <summary>What to ask for while computing, in the first row.</summary>
    internal byte* Next;

    /// <summary>The number of bytes from a row to the next of what is asked for.</summary>
    internal nint NextStep;

    /// <summary>The number of bytes of each row to ask for with all tiles of the rows.</summary>
    internal int NextBytes;

    /// <summary>Which of the tiles of the rows this is.</summary>
    internal int Index;

    /// <summary>The number of tiles of the rows.</summary>
    internal int Count;
}
