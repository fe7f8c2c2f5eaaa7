using Escalation.Probes.Kernels;

namespace Escalation.Core.Tests.Probes.Kernels;

public unsafe class HalvesTests
{
    [Fact]
    public void All_65536_halves_widen_exactly_on_every_path()
    {
        Widen<Lanes512>();
        Widen<LanesScalar>();
        Widen<Lanes128>();
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
        {
            Widen<Lanes256>();
        }
    }

    private static void Widen<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ushort* bits = stackalloc ushort[16];
        float* values = stackalloc float[16];
        float* scaled = stackalloc float[16];
        for (int start = 0; start < 65_536; start += 16)
        {
            bool finite = true;
            for (int lane = 0; lane < 16; lane++)
            {
                // Neighbours differ in kind, so that no lane's neighbour can hide it.
                bits[lane] = (ushort)((start / 16) + (lane * 4096));
                finite &= Half.IsFinite(BitConverter.UInt16BitsToHalf(bits[lane]));
            }

            TLanes.Store(TLanes.LoadHalves((byte*)bits), values);
            TLanes.Store(TLanes.LoadScaledHalves((byte*)bits), scaled);
            Assert.Equal(!finite, TLanes.FoundNotFinite(TLanes.Screen(TLanes.Zero, (byte*)bits)));
            for (int lane = 0; lane < 16; lane++)
            {
                // The sign of a zero is free: no score depends on it.
                Half half = BitConverter.UInt16BitsToHalf(bits[lane]);
                float expected = (float)half;
                Assert.True(expected == values[lane] || (float.IsNaN(expected) && float.IsNaN(values[lane])));
                Assert.True(!Half.IsFinite(half) || MathF.ScaleB(expected, -112) == scaled[lane]);
            }
        }
    }
}
