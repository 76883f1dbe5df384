/* scan_kernel.c: the loop for AVX2, for SSE2 (every 64-bit PC) and in plain C for the rest. */
#include "stats/scan_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

bool
scan_kernel_has_avx2(void)
{
	return __builtin_cpu_supports("avx2") != 0;
}

__attribute__((target("avx2"))) unsigned
scan_kernel_avx2(const uint16_t *row, const int32_t *nbr, int32_t size, const uint16_t *limit)
{
	__m256i zero = _mm256_setzero_si256();
	__m256i s0 = zero, s1 = zero, s2 = zero, s3 = zero;
	__m256i o0 = zero, o1 = zero, o2 = zero, o3 = zero;
	unsigned over = 0;

	for (int32_t k = 0; k < size; k++) {
		const __m256i *p = (const void *)(row + (size_t)nbr[k] * KERNEL_ROW);
		__m256i most = _mm256_loadu_si256((const void *)(limit + (size_t)k * KERNEL_LANES));

		s0 = _mm256_add_epi16(s0, _mm256_loadu_si256(p));
		s1 = _mm256_add_epi16(s1, _mm256_loadu_si256(p + 1));
		s2 = _mm256_add_epi16(s2, _mm256_loadu_si256(p + 2));
		s3 = _mm256_add_epi16(s3, _mm256_loadu_si256(p + 3));
		o0 = _mm256_or_si256(o0, _mm256_subs_epu16(s0, most));
		o1 = _mm256_or_si256(o1, _mm256_subs_epu16(s1, most));
		o2 = _mm256_or_si256(o2, _mm256_subs_epu16(s2, most));
		o3 = _mm256_or_si256(o3, _mm256_subs_epu16(s3, most));
	}
	over |= _mm256_testz_si256(o0, o0) ? 0 : 1U;
	over |= _mm256_testz_si256(o1, o1) ? 0 : 2U;
	over |= _mm256_testz_si256(o2, o2) ? 0 : 4U;
	over |= _mm256_testz_si256(o3, o3) ? 0 : 8U;
	return over;
}

/* Two of the four replicates at once: eight registers of sums and marks, one of limits. */
static unsigned
pair_base(const uint16_t *row, const int32_t *nbr, int32_t size, const uint16_t *limit)
{
	__m128i zero = _mm_setzero_si128();
	__m128i s0 = zero, s1 = zero, s2 = zero, s3 = zero;
	__m128i o0 = zero, o1 = zero; /* one mark for both halves of a replicate */
	unsigned over = 0;

	for (int32_t k = 0; k < size; k++) {
		const __m128i *p = (const void *)(row + (size_t)nbr[k] * KERNEL_ROW);
		const __m128i *most = (const void *)(limit + (size_t)k * KERNEL_LANES);
		__m128i m0 = _mm_loadu_si128(most), m1 = _mm_loadu_si128(most + 1);

		s0 = _mm_add_epi16(s0, _mm_loadu_si128(p));
		s1 = _mm_add_epi16(s1, _mm_loadu_si128(p + 1));
		s2 = _mm_add_epi16(s2, _mm_loadu_si128(p + 2));
		s3 = _mm_add_epi16(s3, _mm_loadu_si128(p + 3));
		o0 = _mm_or_si128(o0, _mm_or_si128(_mm_subs_epu16(s0, m0), _mm_subs_epu16(s1, m1)));
		o1 = _mm_or_si128(o1, _mm_or_si128(_mm_subs_epu16(s2, m0), _mm_subs_epu16(s3, m1)));
	}
	over |= _mm_movemask_epi8(_mm_cmpeq_epi16(o0, zero)) == 0xffff ? 0 : 1U;
	over |= _mm_movemask_epi8(_mm_cmpeq_epi16(o1, zero)) == 0xffff ? 0 : 2U;
	return over;
}

unsigned
scan_kernel_base(const uint16_t *row, const int32_t *nbr, int32_t size, const uint16_t *limit)
{
	return pair_base(row, nbr, size, limit) |
		pair_base(row + KERNEL_ROW / 2, nbr, size, limit) << 2;
}

#else

bool
scan_kernel_has_avx2(void)
{
	return false;
}

unsigned
scan_kernel_base(const uint16_t *row, const int32_t *nbr, int32_t size, const uint16_t *limit)
{
	uint16_t sum[KERNEL_ROW] = { 0 };
	unsigned over = 0;

	for (int32_t k = 0; k < size; k++)
		for (int i = 0; i < KERNEL_ROW; i++) {
			sum[i] = (uint16_t)(sum[i] + row[(size_t)nbr[k] * KERNEL_ROW + (size_t)i]);
			if (sum[i] > limit[(size_t)k * KERNEL_LANES + (size_t)i % KERNEL_LANES])
				over |= 1U << (i / KERNEL_LANES);
		}
	return over;
}

unsigned
scan_kernel_avx2(const uint16_t *row, const int32_t *nbr, int32_t size, const uint16_t *limit)
{
	return scan_kernel_base(row, nbr, size, limit);
}
#endif
