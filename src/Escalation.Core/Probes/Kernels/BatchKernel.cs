namespace Escalation.Probes.Kernels;

/// <summary>Batches of rows against the probes of a set: which rows go together, and which kernel takes them.</summary>
/// <typeparam name="TLanes">The arithmetic of floats.</typeparam>
/// <typeparam name="TIntegers">The arithmetic of integers.</typeparam>
internal static unsafe class BatchKernel<TLanes, TIntegers>
    where TLanes : unmanaged, ILanes<TLanes>
    where TIntegers : unmanaged, IIntegerLanes<TIntegers>
{
    private const int Group = 4;

    /// <summary>Scores rows.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="batch">How the rows are stored.</param>
    /// <param name="weights">The probes.</param>
    /// <param name="distant">Whether the rows lie out of cache: four rows that are read together are then taken from four parts of the batch, and asked for ahead.</param>
    /// <param name="scores">Receives the scores of the first row, one for each probe, then those of the next.</param>
    internal static void Score(byte* x, in Batch batch, PackedWeights weights, bool distant, float* scores)
    {
        switch (batch.Type)
        {
            case ActivationType.Float32:
                Floats<SingleFormat>(x, batch, weights, distant, scores);
                break;
            case ActivationType.Float16 when batch.ScaledHalves && weights.HasScaled && weights.Count == 1:
                Floats<ScaledHalfFormat>(x, batch, weights, distant, scores);
                break;
            case ActivationType.Float16:
                Floats<HalfFormat>(x, batch, weights, distant, scores);
                break;
            case ActivationType.BFloat16:
                Floats<BFloat16Format>(x, batch, weights, distant, scores);
                break;
            default:
                Bytes(x, batch, weights, distant, scores);
                break;
        }
    }

    private static void Floats<TFormat>(byte* x, in Batch batch, PackedWeights weights, bool distant, float* scores)
        where TFormat : IActivationFormat
    {
        if (distant)
        {
            Floats<TFormat, Distant>(x, batch, weights, scores);
        }
        else
        {
            Floats<TFormat, Near>(x, batch, weights, scores);
        }
    }

    private static void Floats<TFormat, TPrefetch>(byte* x, in Batch batch, PackedWeights weights, float* scores)
        where TFormat : IActivationFormat
        where TPrefetch : IPrefetch
    {
        int length = weights.Length;
        int probes = weights.Count;
        float* w = TFormat.FiniteOnly ? weights.Scaled : weights.Singles;
        ReadOnlySpan<float> biases = weights.Biases;
        nint rowBytes = (nint)length * TFormat.Size;
        int groups = batch.Rows / Group;
        nint apart = TPrefetch.Ahead ? groups : 1;
        nint stride = TPrefetch.Ahead ? 1 : Group;
        float* sums = stackalloc float[Group];
        for (nint group = 0; group < groups; group++)
        {
            nint first = group * stride;
            if (probes == 1)
            {
                bool holds = TPrefetch.Ahead || TLanes.Registers <= 16
                    ? RowKernel<TLanes, TFormat>.Four<TPrefetch>(x + (first * rowBytes), apart * rowBytes, w, length, sums)
                    : WideRowKernel<TLanes, TFormat>.Four(x + (first * rowBytes), apart * rowBytes, w, length, sums);
                if (!holds)
                {
                    RowKernel<TLanes, HalfFormat>.Four<Near>(x + (first * rowBytes), apart * rowBytes, weights.Singles, length, sums);
                }

                for (int row = 0; row < Group; row++)
                {
                    scores[first + (row * apart)] = sums[row] + biases[0];
                }
            }
            else
            {
                SetKernel<TLanes, TFormat>.Four<TPrefetch>(x + (first * rowBytes), apart * rowBytes, w, weights.Stride, biases, length, scores + (first * probes), apart * probes);
            }
        }

        for (nint row = (nint)groups * Group; row < batch.Rows; row++)
        {
            for (int probe = 0; probe < probes; probe++)
            {
                nint offset = (nint)probe * weights.Stride;
                if (!RowKernel<TLanes, TFormat>.One(x + (row * rowBytes), w + offset, length, out float sum))
                {
                    RowKernel<TLanes, HalfFormat>.One(x + (row * rowBytes), weights.Singles + offset, length, out sum);
                }

                scores[(row * probes) + probe] = sum + biases[probe];
            }
        }
    }

    private static void Bytes(byte* x, in Batch batch, PackedWeights weights, bool distant, float* scores)
    {
        int length = weights.Length;
        int probes = weights.Count;
        long* sums = stackalloc long[Group];
        int groups = batch.Rows / Group;
        nint apart = distant ? groups : 1;
        nint stride = distant ? 1 : Group;
        var bytes = (sbyte*)x;
        for (nint group = 0; group < groups; group++)
        {
            nint first = group * stride;
            for (int probe = 0; probe < probes; probe++)
            {
                short* w = weights.Integers + ((nint)probe * weights.IntegerStride);

                // The first probe brings the rows into the cache for the others.
                if (distant && probe == 0)
                {
                    ByteKernel<TIntegers>.Four<Distant>(bytes + (first * length), apart * length, w, length, sums);
                }
                else
                {
                    ByteKernel<TIntegers>.Four<Near>(bytes + (first * length), apart * length, w, length, sums);
                }

                for (int row = 0; row < Group; row++)
                {
                    scores[((first + (row * apart)) * probes) + probe] = Rescaled(sums[row], batch, weights, probe);
                }
            }
        }

        for (nint row = (nint)groups * Group; row < batch.Rows; row++)
        {
            for (int probe = 0; probe < probes; probe++)
            {
                long sum = ByteKernel<TIntegers>.One(bytes + (row * length), weights.Integers + ((nint)probe * weights.IntegerStride), length);
                scores[(row * probes) + probe] = Rescaled(sum, batch, weights, probe);
            }
        }
    }

    // The sum stays below 2^53 at every length, and the product of two floats' scales is one rounding of a double.
    private static float Rescaled(long sum, in Batch batch, PackedWeights weights, int probe) =>
        (float)(sum * (weights.Steps[probe] * batch.Scale)) + weights.Biases[probe];
}
