using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Random activations in native memory on a 64-byte boundary, every page of it written.</summary>
internal sealed unsafe class AlignedActivations : IDisposable
{
    private const int Alignment = 64;
    private const int Pattern = 1 << 16;

    public AlignedActivations(ActivationType type, int length, long bytes, double subnormalShare = 0)
    {
        Type = type;
        Length = length;
        Rows = (int)Math.Max(1, bytes / ((long)length * ActivationRows.SizeOf(type)));
        ByteCount = (int)((long)Rows * length * ActivationRows.SizeOf(type));
        Address = (byte*)NativeMemory.AlignedAlloc((nuint)ByteCount, Alignment);
        Span<byte> pattern = new byte[Pattern];
        Fill(pattern, type, subnormalShare);
        for (int at = 0; at < ByteCount; at += Pattern)
        {
            pattern[..Math.Min(Pattern, ByteCount - at)].CopyTo(new Span<byte>(Address + at, ByteCount - at));
        }
    }

    public ActivationType Type { get; }

    public int Length { get; }

    public int Rows { get; }

    public int ByteCount { get; }

    public byte* Address { get; }

    public ActivationRows View => ActivationRows.FromBytes(new ReadOnlySpan<byte>(Address, ByteCount), Type, Length, Type == ActivationType.Int8 ? 0.01f : 1f);

    public Span<T> As<T>()
        where T : unmanaged => new(Address, ByteCount / sizeof(T));

    public static float[] Weights(int length, int seed)
    {
        var random = new Random(seed);
        var weights = new float[length];
        foreach (ref float weight in weights.AsSpan())
        {
            weight = (float)(random.NextDouble() - 0.5);
        }

        return weights;
    }

    public void Dispose() => NativeMemory.AlignedFree(Address);

    private static void Fill(Span<byte> bytes, ActivationType type, double subnormalShare)
    {
        var random = new Random(17);
        int size = ActivationRows.SizeOf(type);
        for (int at = 0; at < bytes.Length; at += size)
        {
            Span<byte> place = bytes[at..];
            float value = (float)(random.NextDouble() - 0.5);
            bool subnormal = random.NextDouble() < subnormalShare;
            switch (type)
            {
                case ActivationType.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(place, subnormal ? value * 1e-38f : value);
                    break;
                case ActivationType.Float16:
                    BinaryPrimitives.WriteHalfLittleEndian(place, (Half)(subnormal ? value * 1e-4f : value));
                    break;
                case ActivationType.BFloat16:
                    BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)(BitConverter.SingleToUInt32Bits(subnormal ? value * 1e-38f : value) >> 16));
                    break;
                default:
                    place[0] = (byte)(sbyte)(value * 250f);
                    break;
            }
        }
    }
}
