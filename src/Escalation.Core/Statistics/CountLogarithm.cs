using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Statistics;

/// <summary><c>c ln(c / m)</c> for two counts and their means side by side, each as high and low half.</summary>
/// <remarks>
/// <c>c / m = C (1 + z)/(1 - z)</c> with C a power of two times a multiple of 1/128, so that <c>|z| &lt;= 2^-9</c>; C is one next to one,
/// so that nothing cancels there. <c>2z</c> and <c>2z^3/3</c> are carried in twice the precision, the rest in doubles.
/// Error: <c>4u (2/5) c |z|^5</c>, below 2 10^-21 wherever the tail is above 10^-283, and <c>6u^2 c</c> (u = 2^-53).
/// </remarks>
internal static class CountLogarithm
{
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371E-14;
    private const int IndexShift = 45;
    private const int IndexMask = 127;

    // log(1 + j/128) for j = 0..127, each as high and low half, from 400-bit arithmetic.
    // An array, not a collection expression: Stryker cannot take its changes back out of one of those.
    private static ReadOnlySpan<double> Logarithms =>
    new double[]
    {
        0.0, 0.0,
        0.007782140442054949, -1.2819179123343845e-20,
        0.015504186535965254, -3.278321022892429e-19,
        0.02316705928153438, -1.1769544932063305e-18,
        0.030771658666753687, 1.0431732029005968e-18,
        0.0383188643021366, -2.357996157351286e-18,
        0.0458095360312942, 1.902959866474257e-18,
        0.053244514518812285, -1.665575816973663e-18,
        0.06062462181643484, 2.6424025938726934e-18,
        0.06795066190850775, -1.2802141240611733e-18,
        0.07522342123758753, -5.930604196293241e-18,
        0.08244366921107459, 5.700437773813987e-18,
        0.08961215868968714, -5.4268129336647135e-18,
        0.09672962645855111, -5.597397486289965e-19,
        0.10379679368164356, 5.47772415726659e-18,
        0.11081436634029011, 1.183748342825649e-18,
        0.11778303565638346, -1.1971685747593677e-18,
        0.12470347850095724, -4.6522609636496624e-18,
        0.13157635778871926, 1.1123000879729588e-17,
        0.13840232285911913, 4.447777301357527e-18,
        0.1451820098444979, 8.242418783022475e-18,
        0.15191604202584197, 6.4838631244022194e-18,
        0.15860503017663857, 1.1257003872182592e-17,
        0.16524957289530717, -1.0094935622322628e-17,
        0.17185025692665923, -6.0224538210113705e-18,
        0.1784076574728183, -1.2432553788701131e-17,
        0.184922338494012, 3.0236614153574064e-18,
        0.19139485299962947, -1.2129496905792884e-17,
        0.19782574332991987, 1.2821194372980142e-17,
        0.2042155414286909, 2.7338281018722773e-18,
        0.21056476910734964, -4.249405314729895e-18,
        0.21687393830061436, 4.551026193234283e-18,
        0.22314355131420976, -9.091270597324799e-18,
        0.22937410106484582, 9.927671823978025e-18,
        0.2355660713127669, -2.3943371495187355e-18,
        0.24171993688714516, 8.900990022166643e-18,
        0.24783616390458127, -1.2432209578702523e-17,
        0.25391520998096345, -8.048097394424201e-18,
        0.25995752443692605, 2.069806938978935e-17,
        0.26596354849713794, 5.3393802761314314e-18,
        0.27193371548364176, 7.83319637697442e-19,
        0.2778684510034563, -9.16018294909263e-19,
        0.2837681731306446, -2.032665581126656e-17,
        0.28963329258304266, 2.0535953219858174e-17,
        0.2954642128938359, -2.16461086040599e-17,
        0.3012613305781618, -9.048511144048564e-18,
        0.3070250352949119, -1.2319916200101964e-17,
        0.3127557100038969, -1.451808353098951e-17,
        0.3184537311185346, 2.7114779367326236e-17,
        0.324119468654212, -7.958214381893813e-18,
        0.329753286372468, 2.122020616196946e-18,
        0.3353555419211378, 1.834564437059473e-17,
        0.3409265869705932, 1.7467136443544747e-17,
        0.34646676734620857, 1.028583585496265e-17,
        0.3519764231571782, -1.2953893030191963e-17,
        0.3574558889218038, -2.5136910072413547e-17,
        0.3629054936893685, -2.1492361455310972e-17,
        0.3683255611587076, 2.690672380132659e-17,
        0.37371640979358406, 2.1836211281198184e-17,
        0.37907835293496944, 1.587939415338447e-17,
        0.38441169891033206, -1.612149700764673e-17,
        0.3897167511400252, 2.734172667856699e-17,
        0.394993808240869, -1.5113724418336168e-17,
        0.4002431641270127, -1.1349239205188711e-17,
        0.4054651081081644, -2.8811380259626426e-18,
        0.4106599249852684, 9.53814259997222e-18,
        0.415827895143711, -2.48753990369597e-17,
        0.42096929464412963, 3.729923775655343e-18,
        0.4260843953109001, -2.499176776547466e-17,
        0.4311734648183713, 1.9420511053537492e-17,
        0.43623676677491807, -1.8379648230620457e-18,
        0.4412745608048752, 2.5088908423700173e-17,
        0.44628710262841953, -1.8182541194649598e-17,
        0.45127464413945856, 2.6777397456140527e-17,
        0.4562374334815876, 2.122222784062318e-17,
        0.46117571512217015, 1.741614762798376e-17,
        0.46608972992459924, -1.4116523239904406e-17,
        0.470979715218791, 6.232095439601591e-18,
        0.4758459048699639, -6.181952722542219e-18,
        0.4806885293457519, 5.0660455855585734e-18,
        0.4855078157817008, -1.6618350693852048e-17,
        0.4903039880451938, 2.1092325546314864e-17,
        0.4950772667978515, -8.307950959627356e-18,
        0.4998278695564493, 1.8560027823355852e-17,
        0.5045560107523953, -2.4888518873597905e-17,
        0.5092619017898079, 4.4229949554747315e-17,
        0.5139457511022343, 3.397548559332142e-17,
        0.5186077642080457, -3.07373792013847e-17,
        0.5232481437645479, -3.1833882216350925e-17,
        0.5278670896208424, -3.938876121973919e-18,
        0.5324647988694718, -9.149239241180804e-19,
        0.5370414658968836, 3.599743846939586e-17,
        0.5415972824327444, -3.748764246125639e-17,
        0.5461324375981357, -2.785373590779381e-17,
        0.5506471179526623, -2.239429485856908e-17,
        0.5551415075405016, -2.9237930089834585e-17,
        0.5596157879354227, 2.685492580212308e-17,
        0.564070138284803, -4.713528538503788e-17,
        0.5685047353526688, -5.4267346029482773e-17,
        0.5729197535617855, 2.6028017871307396e-17,
        0.5773153650348236, -8.903591846974013e-18,
        0.5816917396346225, -2.4128853204003212e-17,
        0.5860490450035782, -3.058363205263577e-17,
        0.5903874466021763, 2.789809900502368e-17,
        0.5947071077466928, 1.3751689964323675e-17,
        0.5990081896460834, 2.169308759646737e-17,
        0.6032908514380843, 9.9400563470175e-18,
        0.6075552502245418, -2.5212767604971525e-17,
        0.6118015411059929, -3.7397759448726e-17,
        0.616029877215514, -3.488611895632145e-17,
        0.6202404097518576, -3.989161064307651e-17,
        0.6244332880118935, 3.9598137234402294e-17,
        0.6286086594223741, 4.3538742607970387e-17,
        0.6327666695710378, 5.3103007491432875e-17,
        0.6369074622370692, 5.422955873465247e-17,
        0.6410311794209312, 5.023567605577645e-17,
        0.6451379613735847, 9.346960920120906e-19,
        0.6492279466251099, -3.408303836279946e-17,
        0.6533012720127457, -4.306892322029408e-17,
        0.65735807270836, 3.287034671639441e-17,
        0.661398482245365, -7.603333785634003e-18,
        0.6654226325450905, -3.769421986743112e-17,
        0.6694306539426292, 2.823733943928343e-17,
        0.6734226752121667, 2.1065619172826132e-17,
        0.6773988235918061, -2.0978183882652005e-18,
        0.6813592248079031, -4.9888733319242566e-17,
        0.6853040030989194, 4.893484946270261e-17,
        0.689233281238809, -2.3207793837229205e-17,
    };

    /// <summary>The two products; their low halves are not normalised, up to some 10^-6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Of(Vector128<double> count, Vector128<double> mean, Vector128<double> meanLow, out Vector128<double> low)
    {
        Vector128<long> index = ((count / mean).AsInt64() + Vector128.Create(1L << (IndexShift - 1))) >>> IndexShift;
        Vector128<double> centre = (index << IndexShift).AsDouble();

        Vector128<double> near = centre * mean;
        Vector128<double> nearLow = Vector128.FusedMultiplyAdd(centre, meanLow, Rounding.OfProduct(centre, mean, near));
        Vector128<double> gap = count - near;
        Vector128<double> gapHigh = gap - nearLow;
        Vector128<double> gapLow = (gap - gapHigh) - nearLow;
        Vector128<double> twice = count + count;
        Vector128<double> sum = twice - gap;
        Vector128<double> sumLow = ((twice - sum) - gap) + nearLow;

        Vector128<double> inverse = Vector128<double>.One / sum;
        Vector128<double> z = gapHigh * inverse;
        Vector128<double> zLow = Vector128.FusedMultiplyAdd(-z, sumLow, Vector128.FusedMultiplyAdd(-z, sum, gapHigh) + gapLow) * inverse;
        Vector128<double> z2 = z + z;
        Vector128<double> square = z * z;
        Vector128<double> squareLow = Vector128.FusedMultiplyAdd(z2, zLow, Rounding.OfProduct(z, z, square));
        Vector128<double> cube = z * square;
        Vector128<double> cubeLow = Vector128.FusedMultiplyAdd(zLow, square, Vector128.FusedMultiplyAdd(z, squareLow, Rounding.OfProduct(z, square, cube)));
        Vector128<double> c3 = Vector128.Create(2.0 / 3);
        Vector128<double> third = cube * c3;
        Vector128<double> thirdLow = Vector128.FusedMultiplyAdd(cubeLow, c3, Vector128.FusedMultiplyAdd(cube, Vector128.Create(3.700743415417188E-17), Rounding.OfProduct(cube, c3, third)));
        Vector128<double> rest = Vector128.FusedMultiplyAdd(square, Vector128.Create(2.0 / 9), Vector128.Create(2.0 / 7));
        rest = Vector128.FusedMultiplyAdd(square, rest, Vector128.Create(0.4));
        rest = Vector128.FusedMultiplyAdd(cube * square, rest, thirdLow);

        Vector128<double> main = z2 + third;
        Vector128<double> mainLow = ((z2 - main) + third) + ((zLow + zLow) + rest);

        // An index of seven bits cannot leave the table of 128 pairs.
        ref double table = ref MemoryMarshal.GetReference(Logarithms);
        Vector128<double> first = Vector128.LoadUnsafe(ref table, 2 * (nuint)(index.ToScalar() & IndexMask));
        Vector128<double> second = Vector128.LoadUnsafe(ref table, 2 * (nuint)(index.GetElement(1) & IndexMask));
        Vector128<double> tableHigh = Vector128.Create(first.ToScalar(), second.ToScalar());
        Vector128<double> tableLow = Vector128.Create(first.GetElement(1), second.GetElement(1));
        Vector128<double> exponent = ((index >>> 7) | Vector128.Create(0x4330_0000_0000_0000)).AsDouble() - Vector128.Create(4503599627371519.0);
        Vector128<double> high = exponent * Vector128.Create(Ln2High);
        Vector128<double> based = high + tableHigh;
        Vector128<double> basedLow = (high - based) + tableHigh + Vector128.FusedMultiplyAdd(exponent, Vector128.Create(Ln2Low), tableLow);
        Vector128<double> total = based + main;
        Vector128<double> totalLow = ((based - total) + main) + (basedLow + mainLow);
        Vector128<double> product = count * total;
        low = Vector128.FusedMultiplyAdd(count, totalLow, Rounding.OfProduct(count, total, product));
        return product;
    }
}
