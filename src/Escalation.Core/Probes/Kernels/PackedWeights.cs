using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>The weights of one or more probes as the kernels read them: aligned, padded with zeros, and once more as 16-bit integers.</summary>
/// <remarks>The arrays never move, so the pointers stay valid while this object is alive: whoever uses them keeps it alive to the end.</remarks>
internal sealed unsafe class PackedWeights
{
    private const int Alignment = 64;

    // 2^112, which takes the bits of a half-precision float, moved to the place of a float's, to its value.
    private const float HalfScale = 5.192296858534828e33f;

    private readonly float[] _singles;
    private readonly float[] _scaled;
    private readonly short[] _integers;
    private readonly double[] _steps;
    private readonly float[] _biases;

    /// <summary>Packs weights.</summary>
    /// <param name="length">The number of weights of each probe, at least 1.</param>
    /// <param name="biases">One bias for each probe. A bias of -0 becomes +0, so that no score depends on the sign of a zero.</param>
    internal PackedWeights(int length, ReadOnlySpan<float> biases)
    {
        Length = length;
        Stride = Staggered(ScoreOrder.Blocks(length) * (long)ScoreOrder.Lanes, biases.Length);
        IntegerStride = checked((int)(((uint)length + ByteOrder.Block - 1) / ByteOrder.Block * ByteOrder.Block));
        _singles = GC.AllocateArray<float>(checked((Stride * biases.Length) + (Alignment / sizeof(float))), pinned: true);
        _scaled = GC.AllocateArray<float>(_singles.Length, pinned: true);
        HasScaled = true;
        _integers = GC.AllocateArray<short>(checked((IntegerStride * biases.Length) + (Alignment / sizeof(short))), pinned: true);
        Singles = (float*)Aligned(Unsafe.AsPointer(ref _singles[0]));
        Scaled = (float*)Aligned(Unsafe.AsPointer(ref _scaled[0]));
        Integers = (short*)Aligned(Unsafe.AsPointer(ref _integers[0]));
        _steps = new double[biases.Length];
        _biases = new float[biases.Length];
        for (int probe = 0; probe < biases.Length; probe++)
        {
            _biases[probe] = biases[probe] + 0f;
        }
    }

    /// <summary>The number of weights of each probe.</summary>
    internal int Length { get; }

    /// <summary>The number of probes.</summary>
    internal int Count => _steps.Length;

    /// <summary>The number of floats from one probe's weights to the next one's.</summary>
    internal int Stride { get; }

    /// <summary>The number of integers from one probe's weights to the next one's.</summary>
    internal int IntegerStride { get; }

    /// <summary>The weights, in natural order, each probe padded to whole blocks with +0.</summary>
    internal float* Singles { get; }

    /// <summary>The weights times 2^112, laid out like <see cref="Singles"/>.</summary>
    internal float* Scaled { get; }

    /// <summary>Whether all weights are small enough (below 2^16) to be multiplied with 2^112.</summary>
    internal bool HasScaled { get; private set; }

    /// <summary>The weights in steps of <see cref="Steps"/>, rounded to the nearest integer of -32767 to 32767.</summary>
    internal short* Integers { get; }

    /// <summary>The weight that one integer step stands for, for each probe.</summary>
    internal ReadOnlySpan<double> Steps => _steps;

    /// <summary>The bias of each probe.</summary>
    internal ReadOnlySpan<float> Biases => _biases;

    /// <summary>The weights of a probe, without the padding.</summary>
    internal ReadOnlySpan<float> Weights(int probe) => _singles.AsSpan(Offset() + (probe * Stride), Length);

    /// <summary>Sets the weights of a probe; finite. A subnormal one becomes zero.</summary>
    internal void Set(int probe, ReadOnlySpan<float> weights)
    {
        Span<float> singles = _singles.AsSpan(Offset() + (probe * Stride), Length);
        float largest = 0f;
        for (int i = 0; i < weights.Length; i++)
        {
            singles[i] = Subnormals.ToZero(weights[i]);
            largest = Math.Max(largest, Math.Abs(singles[i]));
        }

        HasScaled &= float.IsFinite(largest * HalfScale);
        float* scaled = Scaled + ((nint)probe * Stride);
        for (int i = 0; i < weights.Length && HasScaled; i++)
        {
            scaled[i] = singles[i] * HalfScale;
        }

        double step = (double)largest / short.MaxValue;
        _steps[probe] = step;
        short* integers = Integers + ((nint)probe * IntegerStride);
        for (int i = 0; i < weights.Length && step > 0.0; i++)
        {
            integers[i] = (short)Math.Round(singles[i] / step, MidpointRounding.ToEven);
        }
    }

    // Weights a multiple of 4096 bytes apart would share the sets of a first-level cache with each other and drive each other out; at an odd number of
    // 2048 bytes every other probe uses the other half of the sets.
    private static int Staggered(long floats, int probes) => checked((int)(probes == 1 ? floats : ((floats + 511) / 1024 * 1024) + 512));

    // A span keeps the array alive by itself, which a pointer does not.
    private int Offset() => (int)(Singles - (float*)Unsafe.AsPointer(ref _singles[0]));

    private static void* Aligned(void* address) => (void*)(((nint)address + Alignment - 1) & -(nint)Alignment);
}
