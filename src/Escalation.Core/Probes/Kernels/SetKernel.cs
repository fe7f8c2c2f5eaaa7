using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Four rows against several probes in one pass over the memory, in <see cref="ScoreOrder"/>.</summary>
/// <typeparam name="TLanes">The arithmetic.</typeparam>
/// <typeparam name="TFormat">How the rows are stored.</typeparam>
/// <remarks>
/// The rows are taken a chunk at a time, small enough that it stays in the first cache together with the chunk's weights of eight probes. What is not made of
/// 32-bit floats is widened once for all probes.
/// </remarks>
internal static unsafe class SetKernel<TLanes, TFormat>
    where TLanes : unmanaged, ILanes<TLanes>
    where TFormat : IActivationFormat
{
    private const int Rows = 4;
    private const int Lanes = ScoreOrder.Lanes;
    private const int ChunkBlocks = 32;
    private const int ChunkFloats = ChunkBlocks * Lanes;
    private const int ProbesPerPass = 8;
    private const int RowSums = ProbesPerPass * Lanes;
    private const int SegmentSums = Rows * RowSums;

    /// <summary>Scores four rows.</summary>
    /// <param name="x">The first row; none is read past its end.</param>
    /// <param name="step">The number of bytes from a row to the next of the four.</param>
    /// <param name="w">The weights of the first probe, padded with +0 to whole blocks.</param>
    /// <param name="probeStep">The number of floats from a probe's weights to the next one's.</param>
    /// <param name="biases">What is added to the sums of each probe at the end.</param>
    /// <param name="length">The number of activations in a row.</param>
    /// <param name="scores">Receives the scores of the first row, one for each probe.</param>
    /// <param name="scoreStep">The number of floats from a row's scores to the next one's.</param>
    [SkipLocalsInit]
    internal static void Four<TPrefetch>(byte* x, nint step, float* w, nint probeStep, ReadOnlySpan<float> biases, int length, float* scores, nint scoreStep)
        where TPrefetch : IPrefetch
    {
        float* partials = stackalloc float[ScoreOrder.Segments * SegmentSums];
        float* widened = stackalloc float[Rows * ChunkFloats];
        for (int first = 0; first < biases.Length; first += ProbesPerPass)
        {
            int count = Math.Min(ProbesPerPass, biases.Length - first);
            Pass<TPrefetch>(x, step, w + (first * probeStep), probeStep, count, length, partials, widened);
            for (int row = 0; row < Rows; row++)
            {
                Finish(partials + (row * RowSums), biases.Slice(first, count), scores + (row * scoreStep) + first);
            }
        }
    }

    private static void Pass<TPrefetch>(byte* x, nint step, float* w, nint probeStep, int probes, int length, float* partials, float* widened)
        where TPrefetch : IPrefetch
    {
        int blocks = ScoreOrder.Blocks(length);
        int perSegment = ScoreOrder.BlocksPerSegment(length);
        for (int segment = 0; segment < ScoreOrder.Segments; segment++)
        {
            float* sums = partials + (segment * SegmentSums);
            int start = segment * perSegment;
            int end = (int)Math.Min((long)start + perSegment, blocks);
            if (start >= end)
            {
                new Span<float>(sums, SegmentSums).Clear();
            }

            for (int block = start; block < end; block += ChunkBlocks)
            {
                int run = Math.Min(ChunkBlocks, end - block);
                int bytes = run * Lanes * TFormat.Size;
                byte* chunk = x + ((nint)block * Lanes * TFormat.Size);

                // The requests of all tiles together bring in the next chunk.
                var tile = new Tile
                {
                    Values = (float*)chunk,
                    ValueStep = step / sizeof(float),
                    Weights = w + ((nint)block * Lanes),
                    WeightStep = probeStep,
                    Sums = sums,
                    SumStep = RowSums,
                    Starts = block == start,
                    Blocks = run,
                    Next = chunk + bytes,
                    NextStep = step,
                    NextBytes = bytes,
                };
                int floats = Math.Min(run * Lanes, length - (block * Lanes));
                if (TFormat.Size != sizeof(float) || floats % Lanes != 0 || step % sizeof(float) != 0)
                {
                    Widen(chunk, step, floats, widened);
                    tile.Values = widened;
                    tile.ValueStep = ChunkFloats;
                }

                Chunk<TPrefetch>(ref tile, probes);
            }
        }
    }

    private static void Chunk<TPrefetch>(ref Tile tile, int probes)
        where TPrefetch : IPrefetch
    {
        tile.Count = (probes + TLanes.ProbesPerTile - 1) / TLanes.ProbesPerTile;
        for (; tile.Index < tile.Count; tile.Index++)
        {
            TLanes.AddTile<TPrefetch>(tile, Math.Min(TLanes.ProbesPerTile, probes - (tile.Index * TLanes.ProbesPerTile)));
            tile.Weights += TLanes.ProbesPerTile * tile.WeightStep;
            tile.Sums += TLanes.ProbesPerTile * Lanes;
        }
    }

    private static void Widen(byte* chunk, nint step, int floats, float* widened)
    {
        for (int row = 0; row < Rows; row++)
        {
            byte* from = chunk;
            float* to = widened;
            for (int i = floats / Lanes; i > 0; i--)
            {
                TLanes.Store(TFormat.Load<TLanes>(from), to);
                from += Lanes * TFormat.Size;
                to += Lanes;
            }

            if (floats % Lanes != 0)
            {
                RowKernel<TLanes, TFormat>.Pad(from, floats % Lanes, to);
            }

            chunk += step;
            widened += ChunkFloats;
        }
    }

    private static void Finish(float* partials, ReadOnlySpan<float> biases, float* scores)
    {
        int probe = 0;
        for (; probe <= biases.Length - 4; probe += 4)
        {
            TLanes.StoreSums(Total(partials), Total(partials + Lanes), Total(partials + (2 * Lanes)), Total(partials + (3 * Lanes)), scores + probe);
            for (int i = probe; i < probe + 4; i++)
            {
                scores[i] += biases[i];
            }

            partials += 4 * Lanes;
        }

        for (; probe < biases.Length; probe++)
        {
            scores[probe] = TLanes.Sum(Total(partials)) + biases[probe];
            partials += Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Total(float* partials)
    {
        TLanes front = TLanes.Add(Load(partials), Load(partials + SegmentSums));
        TLanes back = TLanes.Add(Load(partials + (2 * SegmentSums)), Load(partials + (3 * SegmentSums)));
        return TLanes.Add(front, back);
    }

    private static TLanes Load(float* lanes) => TLanes.LoadSingles((byte*)lanes);
}
