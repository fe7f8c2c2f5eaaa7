using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Escalation.Statistics.Sorting;

namespace Escalation.Calibration.Counting;

/// <summary>One loss for each score, in whichever type the caller has them, or none.</summary>
internal readonly ref struct LossColumn : ISharedFlagColumn
{
    private const int Width = 8;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<double> _doubles;
    private readonly Kind _kind;

    private LossColumn(Kind kind, int length, ReadOnlySpan<byte> bytes, ReadOnlySpan<double> doubles)
    {
        _kind = kind;
        Length = length;
        _bytes = bytes;
        _doubles = doubles;
    }

    internal enum Kind
    {
        None,
        Bytes,
        Doubles,
    }

    internal int Length { get; }

    internal bool IsNone => _kind == Kind.None;

    internal static LossColumn None(int length) => new(Kind.None, length, default, default);

    internal static LossColumn Of(ReadOnlySpan<byte> losses) => new(Kind.Bytes, losses.Length, losses, default);

    /// <summary>A truth value whose byte is neither 0 nor 1 is refused like any other such byte.</summary>
    internal static LossColumn Of(ReadOnlySpan<bool> losses) => Of(MemoryMarshal.Cast<bool, byte>(losses));

    internal static LossColumn Of(ReadOnlySpan<double> losses) => new(Kind.Doubles, losses.Length, default, losses);

    /// <summary>Losses in memory that stays pinned as long as the column is used.</summary>
    internal static unsafe LossColumn At(Kind kind, nint address, int length) => kind switch
    {
        Kind.Bytes => Of(new ReadOnlySpan<byte>((byte*)address, length)),
        Kind.Doubles => Of(new ReadOnlySpan<double>((double*)address, length)),
        _ => None(length),
    };

    /// <summary>Some of the losses.</summary>
    internal LossColumn Slice(int start, int length) => _kind switch
    {
        Kind.Bytes => Of(_bytes.Slice(start, length)),
        Kind.Doubles => Of(_doubles.Slice(start, length)),
        _ => None(length),
    };

    /// <inheritdoc/>
    public ref readonly byte GetPinnableReference() => ref _kind == Kind.Doubles
        ? ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(_doubles))
        : ref MemoryMarshal.GetReference(_bytes);

    /// <summary>The same losses where <see cref="GetPinnableReference"/> is pinned.</summary>
    internal PinnedLosses Pinned(nint address) => new(_kind, address, Length);

    /// <inheritdoc/>
    public FlagReader Reader(nint pinned)
    {
        PinnedLosses losses = Pinned(pinned);
        return (at, flags) => losses.Column.TrySet(at, flags);
    }

    /// <summary>Turns buckets into slots, <c>2 * bucket + (loss &gt; 0 ? 1 : 0)</c>.</summary>
    /// <param name="at">Where the block begins.</param>
    /// <param name="slots">The buckets of the block.</param>
    /// <param name="bounded">Whether losses between 0 and 1 are allowed.</param>
    /// <returns>Whether every loss of the block is allowed; the slots are meaningless when not.</returns>
    internal bool TryAppend(int at, scoped Span<int> slots, bool bounded) => _kind switch
    {
        Kind.Bytes => TryAppend(_bytes.Slice(at, slots.Length), slots),
        Kind.Doubles => TryAppend(_doubles.Slice(at, slots.Length), slots, bounded),
        _ => Append(slots),
    };

    /// <inheritdoc/>
    public void RequireLength(int scores) => CountingFault.RequireLength(scores, Length);

    /// <inheritdoc/>
    public bool TrySet(int at, scoped Span<int> flags) => TryAppend(at, flags, bounded: false);

    /// <inheritdoc/>
    public void Throw<T>(ReadOnlySpan<T> scores, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CountingFault.Throw(scores, this, from, bounded: false);

    /// <summary>A loss in the units of <see cref="LossUnits"/>.</summary>
    internal ulong Units(int index) => LossUnits.Of(_kind == Kind.Bytes ? _bytes[index] : _doubles[index]);

    /// <summary>Says what is wrong with the first loss that is not allowed; there must be one.</summary>
    internal string DescribeFirstFault(int from, bool bounded)
    {
        int at = from;
        while (IsAllowed(Value(at), bounded))
        {
            at++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"losses[{at}] must be {(bounded ? "from 0 to 1" : "0 or 1")}, but was {Value(at):R}.");
    }

    internal static bool IsAllowed(double loss, bool bounded) => loss is 0.0 or 1.0 || (bounded && loss is >= 0.0 and <= 1.0);

    /// <summary>Whether every loss is 0 or 1.</summary>
    internal static bool AreZeroOrOne(ReadOnlySpan<double> losses)
    {
        Vector256<double> allowed = Vector256<double>.AllBitsSet;
        int i = 0;
        for (; i <= losses.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            allowed &= Allowed(Vector256.Create(losses[i..]), bounded: false);
        }

        bool all = Vector256.EqualsAll(allowed.AsInt64(), Vector256<long>.AllBitsSet);
        for (; i < losses.Length; i++)
        {
            all &= IsAllowed(losses[i], bounded: false);
        }

        return all;
    }

    private static bool Append(scoped Span<int> slots)
    {
        foreach (ref int slot in slots)
        {
            slot *= 2;
        }

        return true;
    }

    private static bool TryAppend(ReadOnlySpan<byte> losses, scoped Span<int> slots)
    {
        if (losses.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            return false;
        }

        int i = 0;
        for (; i <= losses.Length - Width; i += Width)
        {
            Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(losses[i..])).AsByte());
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(words);
            Store(slots[i..], Vector256.Create(low, high).AsInt32());
        }

        for (; i < losses.Length; i++)
        {
            slots[i] = (2 * slots[i]) + losses[i];
        }

        return true;
    }

    private static bool TryAppend(ReadOnlySpan<double> losses, scoped Span<int> slots, bool bounded)
    {
        Vector256<double> allowed = Vector256<double>.AllBitsSet;
        int i = 0;
        for (; i <= losses.Length - Width; i += Width)
        {
            Vector256<double> first = Vector256.Create(losses[i..]);
            Vector256<double> second = Vector256.Create(losses[(i + (Width / 2))..]);
            allowed &= Allowed(first, bounded) & Allowed(second, bounded);
            Store(slots[i..], -Vector256.Narrow(IsPositive(first), IsPositive(second)));
        }

        bool all = Vector256.EqualsAll(allowed.AsInt64(), Vector256<long>.AllBitsSet);
        for (; i < losses.Length; i++)
        {
            all &= IsAllowed(losses[i], bounded);
            slots[i] = (2 * slots[i]) + (losses[i] > 0.0 ? 1 : 0);
        }

        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<int> slots, Vector256<int> losses)
    {
        var buckets = Vector256.Create<int>(slots);
        (buckets + buckets + losses).CopyTo(slots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> IsPositive(Vector256<double> losses) => Vector256.GreaterThan(losses, Vector256<double>.Zero).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Allowed(Vector256<double> losses, bool bounded) => bounded
        ? Vector256.GreaterThanOrEqual(losses, Vector256<double>.Zero) & Vector256.LessThanOrEqual(losses, Vector256<double>.One)
        : Vector256.Equals(losses, Vector256<double>.Zero) | Vector256.Equals(losses, Vector256<double>.One);

    private double Value(int index) => _kind == Kind.Bytes ? _bytes[index] : _doubles[index];
}
