using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Sixteen separate floats: no intrinsics at all.</summary>
[InlineArray(ScoreOrder.Lanes)]
internal unsafe struct LanesScalar : ILanes<LanesScalar>
{
    private float _first;

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static LanesScalar Zero => default;

    /// <inheritdoc/>
    public static LanesScalar LoadSingles(byte* source) => Unsafe.ReadUnaligned<LanesScalar>(source);

    /// <inheritdoc/>
    public static LanesScalar LoadActivations(byte* source)
    {
        LanesScalar lanes = LoadSingles(source);
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            lanes[lane] = Subnormals.ToZero(lanes[lane]);
        }

        return lanes;
    }

    /// <inheritdoc/>
    public static LanesScalar LoadHalves(byte* source)
    {
        LanesScalar lanes = default;
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            lanes[lane] = (float)Unsafe.ReadUnaligned<Half>(source + (lane * sizeof(Half)));
        }

        return lanes;
    }

    /// <inheritdoc/>
    public static LanesScalar LoadScaledHalves(byte* source)
    {
        LanesScalar lanes = default;
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            lanes[lane] = BitConverter.Int32BitsToSingle((Unsafe.ReadUnaligned<short>(source + (lane * sizeof(short))) << 13) & unchecked((int)0x8FFF_E000));
        }

        return lanes;
    }

    /// <inheritdoc/>
    public static LanesScalar Screen(LanesScalar seen, byte* source)
    {
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            seen[lane] = Half.IsFinite(Unsafe.ReadUnaligned<Half>(source + (lane * sizeof(Half)))) ? seen[lane] : 1f;
        }

        return seen;
    }

    /// <inheritdoc/>
    public static bool FoundNotFinite(LanesScalar seen)
    {
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            if (seen[lane] != 0f)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public static LanesScalar LoadBFloat16(byte* source)
    {
        LanesScalar lanes = default;
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            lanes[lane] = Subnormals.ToZero(BitConverter.Int32BitsToSingle(Unsafe.ReadUnaligned<ushort>(source + (lane * sizeof(ushort))) << 16));
        }

        return lanes;
    }

    /// <inheritdoc/>
    public static void AddProduct(ref LanesScalar sum, LanesScalar x, LanesScalar w)
    {
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            sum[lane] = Fused.MultiplyAdd(x[lane], w[lane], sum[lane]);
        }
    }

    /// <inheritdoc/>
    public static void AddProduct(ref LanesScalar sum, LanesScalar x, float* w) => AddProduct(ref sum, x, LoadSingles((byte*)w));

    /// <inheritdoc/>
    public static LanesScalar Add(LanesScalar left, LanesScalar right)
    {
        for (int lane = 0; lane < ScoreOrder.Lanes; lane++)
        {
            left[lane] += right[lane];
        }

        return left;
    }

    /// <inheritdoc/>
    public static float Sum(LanesScalar lanes)
    {
        for (int width = ScoreOrder.Lanes / 2; width >= 4; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                lanes[lane] += lanes[lane + width];
            }
        }

        return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
    }

    /// <inheritdoc/>
    public static void StoreSums(LanesScalar first, LanesScalar second, LanesScalar third, LanesScalar fourth, float* target)
    {
        target[0] = Sum(first);
        target[1] = Sum(second);
        target[2] = Sum(third);
        target[3] = Sum(fourth);
    }

    /// <inheritdoc/>
    public static int ProbesPerTile => StripScalar.Probes;

    /// <inheritdoc/>
    public static void AddTile<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch => TileKernel<StripScalar>.Add<TPrefetch>(tile, probes);

    /// <inheritdoc/>
    public static void Store(LanesScalar lanes, float* target) => Unsafe.WriteUnaligned(target, lanes);
}
