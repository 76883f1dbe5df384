/* scan_topic.c: the list, sorted by key. */
#include "stats/scan_topic.h"

static const struct scan_topic topics[SCAN_TOPICS] = {
	{ "administrative-procedures", "Thủ tục hành chính", "Administrative procedures" },
	{ "air-quality", "Chất lượng không khí", "Air quality" },
	{ "animal-health", "Thú y, dịch bệnh vật nuôi", "Animal health" },
	{ "bridges", "Cầu, hầm", "Bridges and tunnels" },
	{ "building-order", "Trật tự xây dựng", "Building order" },
	{ "bus", "Xe buýt", "Buses" },
	{ "cables", "Cáp treo, dây điện", "Overhead cables" },
	{ "construction-sites", "Công trường thi công", "Construction sites" },
	{ "culture", "Nhà văn hóa, thư viện", "Culture houses and libraries" },
	{ "drainage", "Thoát nước", "Drainage" },
	{ "drinking-water", "Nước sạch", "Drinking water" },
	{ "electricity", "Cấp điện", "Electricity" },
	{ "fire-safety", "An toàn phòng cháy", "Fire safety" },
	{ "flooding", "Ngập úng", "Flooding" },
	{ "food-safety", "An toàn thực phẩm", "Food safety" },
	{ "health-care", "Khám, chữa bệnh", "Health care" },
	{ "household-waste", "Rác thải sinh hoạt", "Household waste" },
	{ "land-clearance", "Giải phóng mặt bằng", "Site clearance" },
	{ "land-register", "Đất đai", "Land register" },
	{ "lifts", "Chung cư, thang máy", "Apartment blocks and lifts" },
	{ "loudspeakers", "Truyền thanh cơ sở", "Loudspeaker stations" },
	{ "markets", "Chợ", "Markets" },
	{ "mosquitoes", "Muỗi, sốt xuất huyết", "Mosquitoes and dengue" },
	{ "noise", "Tiếng ồn", "Noise" },
	{ "online-services", "Dịch vụ công trực tuyến", "Online public services" },
	{ "parking", "Đỗ xe", "Parking" },
	{ "parks", "Công viên, vườn hoa", "Parks" },
	{ "pavements", "Vỉa hè", "Pavements" },
	{ "potholes", "Ổ gà, mặt đường", "Potholes" },
	{ "public-toilets", "Nhà vệ sinh công cộng", "Public toilets" },
	{ "rivers", "Sông, hồ, đê điều", "Rivers, lakes and dykes" },
	{ "schools", "Trường học", "Schools" },
	{ "smell", "Mùi hôi", "Smell" },
	{ "social-benefits", "Trợ giúp xã hội", "Social benefits" },
	{ "street-lights", "Chiếu sáng đô thị", "Street lights" },
	{ "telecoms", "Viễn thông", "Telecoms" },
	{ "traffic-jams", "Ùn tắc giao thông", "Traffic jams" },
	{ "traffic-signs", "Biển báo, đèn tín hiệu", "Traffic signs and signals" },
	{ "trees", "Cây xanh", "Trees" },
	{ "vaccination", "Tiêm chủng", "Vaccination" },
};

const struct scan_topic *
scan_topics(void)
{
	return topics;
}

int
scan_topic_find(struct str key)
{
	for (int i = 0; i < SCAN_TOPICS; i++)
		if (str_is(key, topics[i].key))
			return i;
	return -1;
}
