namespace Escalation.Redaction;

/// <summary>National numbers made of digits only, with the checks that their issuers publish.</summary>
internal static class NationalNumbers
{
    /// <summary>All rules.</summary>
    internal static IReadOnlyList<NumberRule> All { get; } =
    [
        new("us-ssn", 9, UnitedStates, ["ddd-dd-dddd"], 0.85, 0.15, "ssn", "social security", "itin", "tax id"),
        new("us-ssn", 9, UnitedStates, ["ddd dd dddd"], 0.45, 0, "ssn", "social security", "itin", "tax id"),
        new("ca-sin", 9, Canada, ["ddd-ddd-ddd", "ddd ddd ddd"], 0.5, 0.2, "sin", "social insurance", "assurance sociale"),
        new("gb-nhs", 10, GreatBritain, ["ddd ddd dddd", "ddd-ddd-dddd"], 0.3, 0.2, "nhs", "health service", "patient"),
        new("nl-bsn", 9, Netherlands, ["dddd.dd.ddd", "dddd dd ddd"], 0.6, 0.2, "bsn", "burgerservice", "sofi"),
        new("br-cpf", 11, Brazil, ["ddd.ddd.ddd-dd"], 0.95, 0.35, "cpf", "contribuinte"),
        new("pl-pesel", 11, Poland, [], 0, 0.4, "pesel"),
        new("de-tax-id", 11, Germany, ["dd ddd ddd ddd"], 0.6, 0.3, "steuer", "idnr", "tin"),
        new("be-national", 11, Belgium, ["dd.dd.dd-ddd.dd"], 0.95, 0.4, "rijksregister", "national number", "registre national", "insz"),
        new("no-birth", 11, Norway, ["dddddd ddddd"], 0.85, 0.4, "fødselsnummer", "personnummer", "fodselsnummer"),
        new("se-personal", 10, Sweden, ["dddddd-dddd", "dddddd+dddd"], 0.75, 0.25, "personnummer", "pnr"),
        new("se-personal", 12, SwedenLong, ["dddddddd-dddd"], 0.85, 0.4, "personnummer", "pnr"),
        new("fr-nir", 15, France, ["d dd dd dd ddd ddd dd"], 0.95, 0.75, "sécurité sociale", "securite sociale", "nir"),
        new("in-aadhaar", 12, India, ["dddd dddd dddd", "dddd-dddd-dddd"], 0.6, 0.3, "aadhaar", "aadhar", "uidai"),
        new("cn-resident", 18, China, [], 0, 0.9, "身份证"),
        new("kr-resident", 13, Korea, ["dddddd-ddddddd"], 0.9, 0.4, "주민등록"),
        new("tr-identity", 11, Turkey, [], 0, 0.4, "kimlik", "tckn"),
        new("ch-ahv", 13, Switzerland, ["ddd.dddd.dddd.dd"], 0.95, 0.85, "ahv", "avs"),
        new("au-tfn", 9, Australia, ["ddd ddd ddd"], 0.4, 0.2, "tfn", "tax file"),
        new("pt-nif", 9, Portugal, ["ddd ddd ddd"], 0.3, 0.2, "nif", "contribuinte"),
    ];

    private static bool UnitedStates(ReadOnlySpan<byte> d)
    {
        int area = (100 * d[0]) + (10 * d[1]) + d[2];
        return area is not (0 or 666) && CheckDigits.Pair(d, 3) != 0 && d[5] + d[6] + d[7] + d[8] != 0 && (area < 900 || CheckDigits.Pair(d, 3) >= 50) && !CheckDigits.AllEqual(d);
    }

    private static bool Canada(ReadOnlySpan<byte> d) => d[0] is not (0 or 8) && CheckDigits.Luhn(d);

    private static bool GreatBritain(ReadOnlySpan<byte> d)
    {
        int check = (11 - (CheckDigits.Sum(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        return check == d[9] && !CheckDigits.AllEqual(d);
    }

    private static bool Netherlands(ReadOnlySpan<byte> d)
    {
        int sum = CheckDigits.Sum(d, [9, 8, 7, 6, 5, 4, 3, 2]) - d[8];
        return sum > 0 && sum % 11 == 0 && !CheckDigits.AllEqual(d);
    }

    private static bool Brazil(ReadOnlySpan<byte> d)
    {
        int first = CheckDigits.Sum(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        int second = CheckDigits.Sum(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return first == d[9] && second == d[10] && !CheckDigits.AllEqual(d);
    }

    private static bool Poland(ReadOnlySpan<byte> d)
    {
        // The century is added to the month in steps of 20.
        int month = CheckDigits.Pair(d, 2) % 20;
        return CheckDigits.IsDate(month, CheckDigits.Pair(d, 4)) && (CheckDigits.Sum(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) + d[10]) % 10 == 0;
    }

    private static bool Germany(ReadOnlySpan<byte> d)
    {
        // Among the first ten digits exactly one occurs twice or thrice.
        Span<int> counts = stackalloc int[10];
        foreach (byte digit in d[..10])
        {
            counts[digit]++;
        }

        int repeated = 0;
        foreach (int count in counts)
        {
            repeated += count is 2 or 3 ? 1 : count > 3 ? 9 : 0;
        }

        return d[0] != 0 && repeated == 1 && CheckDigits.Mod1110(d);
    }

    private static bool Belgium(ReadOnlySpan<byte> d)
    {
        int check = CheckDigits.Pair(d, 9);
        int before2000 = 97 - CheckDigits.Modulo(d[..9], 97);

        // Those born from 2000 on have a 2 put before the number.
        int since2000 = 97 - ((CheckDigits.Modulo(d[..9], 97) + (int)(2_000_000_000L % 97)) % 97);
        return CheckDigits.Pair(d, 2) <= 12 && CheckDigits.Pair(d, 4) <= 31 && (check == before2000 || check == since2000);
    }

    private static bool Norway(ReadOnlySpan<byte> d)
    {
        int first = (11 - (CheckDigits.Sum(d, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
        int second = (11 - (CheckDigits.Sum(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;

        // Forty is added to the day of those who are not residents.
        return CheckDigits.IsDate(CheckDigits.Pair(d, 2), Day(CheckDigits.Pair(d, 0), 40)) && first == d[9] && second == d[10];
    }

    /// <summary>Sixty is added to the day of those who are not registered.</summary>
    private static bool Sweden(ReadOnlySpan<byte> d) => CheckDigits.IsDate(CheckDigits.Pair(d, 2), Day(CheckDigits.Pair(d, 4), 60)) && CheckDigits.Luhn(d);

    private static int Day(int written, int offset) => written > offset ? written - offset : written;

    private static bool SwedenLong(ReadOnlySpan<byte> d) => CheckDigits.Pair(d, 0) is 19 or 20 && Sweden(d[2..]);

    private static bool France(ReadOnlySpan<byte> d) =>
        d[0] is 1 or 2 && CheckDigits.Pair(d, 3) is (>= 1 and <= 12) or (>= 20 and <= 42) && 97 - CheckDigits.Modulo(d[..13], 97) == CheckDigits.Pair(d, 13);

    private static bool India(ReadOnlySpan<byte> d) => d[0] >= 2 && CheckDigits.Verhoeff(d);

    private static bool China(ReadOnlySpan<byte> d)
    {
        // ISO 7064 MOD 11-2; a check of 10 is written X, which is a letter and recognised elsewhere.
        int sum = CheckDigits.Sum(d, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
        return d[0] != 0 && CheckDigits.Pair(d, 6) is 18 or 19 or 20 && CheckDigits.IsDate(CheckDigits.Pair(d, 10), CheckDigits.Pair(d, 12)) && (12 - (sum % 11)) % 11 == d[17];
    }

    private static bool Korea(ReadOnlySpan<byte> d) =>
        CheckDigits.IsDate(CheckDigits.Pair(d, 2), CheckDigits.Pair(d, 4)) && d[6] is >= 1 and <= 8 && (11 - (CheckDigits.Sum(d, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == d[12];

    private static bool Turkey(ReadOnlySpan<byte> d)
    {
        int odd = d[0] + d[2] + d[4] + d[6] + d[8];
        int even = d[1] + d[3] + d[5] + d[7];
        int tenth = ((7 * odd) - even) % 10;
        return d[0] != 0 && (tenth < 0 ? tenth + 10 : tenth) == d[9] && (odd + even + d[9]) % 10 == d[10];
    }

    private static bool Switzerland(ReadOnlySpan<byte> d) =>
        d[0] == 7 && d[1] == 5 && d[2] == 6 && (10 - (CheckDigits.Sum(d, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 == d[12];

    private static bool Australia(ReadOnlySpan<byte> d) => CheckDigits.Sum(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 && !CheckDigits.AllEqual(d);

    private static bool Portugal(ReadOnlySpan<byte> d)
    {
        int check = 11 - (CheckDigits.Sum(d, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return d[0] is 1 or 2 or 3 && (check >= 10 ? 0 : check) == d[8];
    }
}
