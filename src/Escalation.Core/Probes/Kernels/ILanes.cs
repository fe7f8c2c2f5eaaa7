namespace Escalation.Probes.Kernels;

/// <summary>Sixteen floats as one value: the arithmetic of <see cref="ScoreOrder"/> on one kind of hardware. Every implementation gives the same bits.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>The number of probes, up to 3, whose sums for two rows stay in registers together with what is loaded.</summary>
    static abstract int ProbesPerTile { get; }

    /// <summary>Sixteen times +0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Loads 16 floats from any address.</summary>
    static abstract TSelf LoadSingles(byte* source);

    /// <summary>Loads and widens 16 half-precision floats; exact, NaN and infinity included.</summary>
    static abstract TSelf LoadHalves(byte* source);

    /// <summary>Loads 16 half-precision floats times 2^-112: exact for all that are finite, and a finite number for the others, which <see cref="Screen"/> finds.</summary>
    static abstract TSelf LoadScaledHalves(byte* source);

    /// <summary>Remembers whether one of 16 half-precision floats is not finite.</summary>
    static abstract TSelf Screen(TSelf seen, byte* source);

    /// <summary>Whether a screened number was not finite; what was remembered starts at <see cref="Zero"/>.</summary>
    static abstract bool FoundNotFinite(TSelf seen);

    /// <summary>Loads and widens 16 bfloat16 numbers; exact.</summary>
    static abstract TSelf LoadBFloat16(byte* source);

    /// <summary><c>x w + sum</c>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf w, TSelf sum);

    /// <summary>The sum, lane by lane.</summary>
    static abstract TSelf Add(TSelf left, TSelf right);

    /// <summary>The sum of all lanes: 16 to 8 (l + l+8), 8 to 4 (l + l+4), then <c>(s0 + s2) + (s1 + s3)</c>.</summary>
    static abstract float Sum(TSelf lanes);

    /// <summary>Stores 16 floats.</summary>
    static abstract void Store(TSelf lanes, float* target);
}
